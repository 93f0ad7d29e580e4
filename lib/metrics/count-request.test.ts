import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { classifyPath } from './count-request.ts'

const app = join(import.meta.dirname, '../../app')

/** The addresses of all files named `name` in app/, by their folders. */
const addressesOf = (name: string) =>
  readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter(file => file.split('/').at(-1) === name)
    .map(file => `/${file.split('/').slice(0, -1).join('/')}`.replace(/\/\([^)]*\)/g, ''))

describe('kindOfPath', () => {
  it.each(addressesOf('route.ts'))('%s counts for itself', path => {
    expect([classifyPath(path), classifyPath(`${path}/`)]).toEqual([null, null])
  })

  it.each([...addressesOf('page.tsx'), '/nowhere', '/apis', '/client.jsx', '/metrics/x'])(
    '%s is a page',
    path => expect(classifyPath(path)).toBe('(page)'),
  )

  it.each(['/_next/static/a.js', '/icon.svg', '/favicon.ico'])('%s is a file', path => {
    expect(classifyPath(path)).toBe('(file)')
  })
})
