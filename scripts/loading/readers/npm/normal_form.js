// How a reader says what it got: the same JSON lines as normal_form.py beside this folder, see there.
'use strict'

const fs = require('fs')
const path = require('path')

console.log = console.error // what a reader prints by itself must not come between the lines

const [folder, idiom] = process.argv.slice(2)

function line(content) {
  process.stdout.write(JSON.stringify(content) + '\n')
}

function versions(...names) {
  const home = process.env.NODE_PATH
  const entries = names.map((name) => {
    const manifest = JSON.parse(fs.readFileSync(path.join(home, name, 'package.json'), 'utf8'))
    return [name, manifest.version]
  })
  line({ versions: Object.fromEntries(entries) })
}

// `columns`: names; `rows`: arrays of values in the order of the columns
function table(name, columns, rows) {
  const kinds = {}
  const lines = rows.map((row) => {
    row.forEach((value, n) => {
      if (value !== null && value !== undefined) (kinds[columns[n]] ??= new Set()).add(kind(value))
    })
    return row.map(cell)
  })
  line({ table: name, columns })
  lines.forEach(line)
  line({ kinds: Object.fromEntries(Object.entries(kinds).map(([column, found]) => [column, [...found].sort()])) })
}

function unreadable(name, error) {
  const inner = (error.errors || [])[0] || error
  line({ table: name, error: `${error.constructor.name}: ${String(inner.message).split('\n')[0]}` })
}

function fact(text) {
  line({ fact: text })
}

// Numbers are binary floats, written in their shortest decimal form.
function cell(value) {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return `text:${value}`
  if (typeof value === 'boolean') return `boolean:${value}`
  if (typeof value === 'number') return `number:${value}`
  if (value instanceof Date) return `date:${value.toISOString().slice(0, 10)}`
  return `${kind(value)}:${value}`
}

function kind(value) {
  return typeof value === 'object' ? value.constructor.name : typeof value
}

// Run a reader; whatever it throws ends the process with status 1.
function run(main) {
  main().catch((error) => {
    const inner = (error.errors || [])[0]
    console.error(inner ? `${error.stack}\n${inner}` : error.stack)
    process.exitCode = 1
  })
}

module.exports = { folder, idiom, versions, table, unreadable, fact, run }
