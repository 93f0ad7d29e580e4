import { expect, it } from 'vitest'
import { parseInvitees } from './parse-invitees.ts'

it.each([
  ['', []],
  ['a@b.de', [{ email: 'a@b.de' }]],
  [
    'a@b.de c@d.de\r\n\n e@f.de;g@h.de, i@j.de\tk@l.de',
    'a@b.de c@d.de e@f.de g@h.de i@j.de k@l.de',
  ],
  ['Grace Hopper <grace@b.de>', [{ email: 'grace@b.de', name: 'Grace Hopper' }]],
  [
    '"Grace Hopper" <grace@b.de>, <ada@b.de>',
    [{ email: 'grace@b.de', name: 'Grace Hopper' }, { email: 'ada@b.de' }],
  ],
  ['Grace <grace@b.de> x', 'Grace <grace@b.de> x'],
])('reads %j', (text, expected) => {
  const all =
    typeof expected === 'string' ? expected.split(' ').map(email => ({ email })) : expected
  expect(parseInvitees(text)).toEqual(all)
})
