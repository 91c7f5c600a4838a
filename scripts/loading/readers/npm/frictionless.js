// frictionless.js: streams of rows, no types.
'use strict'

const { Dataset } = require('frictionless.js')
const normalForm = require('./normal_form.js')

normalForm.run(async () => {
  normalForm.versions('frictionless.js')
  const dataset = await Dataset.load(`${normalForm.folder}/datapackage.json`)
  for (const resource of dataset.resources) {
    try {
      const lines = []
      for await (const row of await resource.rows()) lines.push(row)
      const [columns, ...rows] = lines
      normalForm.table(resource.descriptor.name, columns, rows)
    } catch (error) {
      normalForm.unreadable(resource.descriptor.name, error)
    }
  }
})
