import { expect, test } from 'vitest'
import { readPastedOrigin } from './pasted-origin.ts'

test.each([
  ['https://you.github.io', 'https://you.github.io'],
  ['https://you.github.io/repo/index.html?q#top', 'https://you.github.io'],
  ['HTTPS://You.github.io:443/', 'https://you.github.io'],
  ['you.github.io/repo', 'https://you.github.io'],
  ['localhost:5500/index.html', 'http://localhost:5500'],
  ['127.0.0.1:5500', 'http://127.0.0.1:5500'],
  ['http://shop.example/', 'http://shop.example'],
  ['capacitor://localhost/index.html', 'capacitor://localhost'],
  ['', null],
  ['null', null],
  ['https://*.example.com', null],
  ['file:///home/me/index.html', null],
  ['https://', null],
])('the origin of %s is %s', (text, origin) => {
  expect(readPastedOrigin(text)).toBe(origin)
})
