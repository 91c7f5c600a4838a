"""Everything that opens the source documents themselves: finding numerals and re-reading what the ledger says."""
