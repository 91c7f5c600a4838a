// datapackage-js.
'use strict'

const { Package } = require('datapackage')
const normalForm = require('./normal_form.js')

normalForm.run(async () => {
  normalForm.versions('datapackage', 'tableschema')
  const dataPackage = await Package.load(`${normalForm.folder}/datapackage.json`)
  if (dataPackage.valid) {
    normalForm.fact('the descriptor is valid by the `tabular-data-package` profile of version 1')
  }
  for (const resource of dataPackage.resources) {
    const columns = resource.schema.fieldNames
    try {
      const rows = await resource.read({ keyed: true })
      normalForm.table(resource.name, columns, rows.map((row) => columns.map((column) => row[column])))
    } catch (error) {
      normalForm.unreadable(resource.name, error)
    }
  }
})
