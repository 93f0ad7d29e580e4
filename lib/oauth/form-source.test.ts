import { expect, it } from 'vitest'
import { toFormSource } from './form-source.ts'

it.each([
  ['https://you.github.io/app/?a=b', 'https://you.github.io'],
  ['https://you.example:8443/', 'https://you.example:8443'],
  ['http://127.0.0.1:9000/callback', 'http://127.0.0.1:9000'],
  ['http://[::1]:9000/callback', 'http:'],
  ['com.example.app:/callback', 'com.example.app:'],
])('forms may lead to %s by %s', (address, source) => {
  expect(toFormSource(address)).toBe(source)
})
