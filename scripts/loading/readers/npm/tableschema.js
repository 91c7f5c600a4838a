// tableschema-js on single files, with the schemas of the descriptor: as documented, and with the delimiter named.
'use strict'

const fs = require('fs')
const { Table } = require('tableschema')
const normalForm = require('./normal_form.js')

normalForm.run(async () => {
  normalForm.versions('tableschema')
  const descriptor = JSON.parse(fs.readFileSync(`${normalForm.folder}/datapackage.json`, 'utf8'))
  const options = normalForm.idiom === 'plain' ? {} : { delimiter: ',' }
  for (const resource of descriptor.resources) {
    const columns = resource.schema.fields.map((field) => field.name)
    try {
      const table = await Table.load(`${normalForm.folder}/${resource.path}`, { schema: resource.schema, ...options })
      const rows = await table.read({ keyed: true })
      normalForm.table(resource.name, columns, rows.map((row) => columns.map((column) => row[column])))
    } catch (error) {
      normalForm.unreadable(resource.name, error)
    }
  }
})
