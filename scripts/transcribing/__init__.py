"""The curator's tool: what it takes to open a ledger, fill it with every numeral and suggest what each one means."""
