import cluster from 'node:cluster'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { computeShare } from './core-share.ts'

beforeAll(() => {
  process.env.SECRET_KEY = 'share-5c1d0e9b7f3a48e2a6d4c8b1e07f9352'
  process.env.WEB_CONCURRENCY = '3'
})
afterEach(() => {
  Object.assign(cluster, { isWorker: false })
})

it('gives everything to a process that is the only one, whatever WEB_CONCURRENCY says', () => {
  expect(computeShare(8)).toBe(8)
})

it('gives each worker the same share, and at least one', () => {
  Object.assign(cluster, { isWorker: true })
  expect([8, 3, 2, 64].map(computeShare)).toEqual([2, 1, 1, 21])
})
