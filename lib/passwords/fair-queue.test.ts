import { describe, expect, it } from 'vitest'
import { FairQueue } from './fair-queue.ts'

/** Pushes items, each of the group that its first letter names. @returns those that have no place. */
function push(queue: FairQueue<string>, items: string): string[] {
  return items.split(' ').flatMap(item => queue.push(item, item.charAt(0)) ?? [])
}
function drain(queue: FairQueue<string>): string {
  const items: string[] = []
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) items.push(item)
  return items.join(' ')
}

describe('FairQueue', () => {
  it.each([
    ['one group in its own order', 'a1 a2 a3', 'a1 a2 a3'],
    ['groups in turn', 'a1 a2 a3 b1 b2 c1', 'a1 b1 c1 a2 b2 a3'],
  ])('gives %s', (_, items, order) => {
    const queue = new FairQueue<string>(10)
    expect(push(queue, items)).toEqual([])
    expect(drain(queue)).toBe(order)
    expect(queue.length).toBe(0)
  })

  it('gives a group its turn after those that wait, when it comes again', () => {
    const queue = new FairQueue<string>(10)
    push(queue, 'a1 a2 b1')
    expect(queue.shift()).toBe('a1')
    push(queue, 'c1 a3')
    expect(drain(queue)).toBe('b1 a2 c1 a3')
  })

  it.each([
    ['a full queue of one group has no place for another item of it', 'a1 a2 a3 a4 a5', 'a5'],
    ['a newcomer takes the last place of the largest group', 'a1 a2 a3 a4 b1', 'a4'],
    ['until both have as many', 'a1 a2 a3 a4 b1 b2 b3', 'a4 a3 b3'],
    ['groups of the same size do not displace each other', 'a1 b1 c1 d1 e1 a2', 'e1 a2'],
  ])('when it is full: %s', (_, items, displaced) => {
    const queue = new FairQueue<string>(4)
    expect(push(queue, items).join(' ')).toBe(displaced)
    expect(queue.length).toBe(4)
  })

  it('forgets all of it', () => {
    const queue = new FairQueue<string>(4)
    push(queue, 'a1 b1 a2')
    expect(queue.clear()).toEqual(['a1', 'a2', 'b1'])
    expect([queue.length, queue.shift()]).toEqual([0, undefined])
  })
})
