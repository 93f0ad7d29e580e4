import { expect, it } from 'vitest'
import { judgeProofs } from './policy.ts'

const password = { name: 'password', amr: ['pwd'], strength: 1, asksForTwo: false } as const
const passkey = { name: 'passkey', amr: ['hwk', 'user'], strength: 2, asksForTwo: false } as const
const mail = { name: 'mail', amr: ['mca'], strength: 1, asksForTwo: false } as const
const totp = { name: 'totp', amr: ['otp'], strength: 1, asksForTwo: true } as const
const recovery = { name: 'recovery', amr: ['otp'], strength: 1, asksForTwo: false } as const
const pin = { name: 'pin', amr: ['pin'], strength: 1, asksForTwo: false } as const

const DONE = { done: true }
const missing = (...names: string[]) => ({ missing: names })

type Way = Parameters<typeof judgeProofs>[0]['ways'][number]
type Row = [what: string, ways: Way[], proofs: Way[], atSignIn: object, atStepUp: object]

const ROWS: Row[] = [
  ['nothing, by nobody', [], [], missing(), missing()],
  ['nothing', [password], [], missing('password'), missing('password')],
  ['a password alone', [password], [password], DONE, DONE],
  ['a password beside a passkey', [password, passkey], [password], DONE, DONE],
  [
    'nothing, with a passkey',
    [password, passkey],
    [],
    missing('passkey', 'password'),
    missing('passkey', 'password'),
  ],
  ['a passkey, which is two factors', [password, passkey, totp], [passkey], DONE, DONE],
  ['a password beside mail', [password, mail], [password], DONE, DONE],
  ['a password with TOTP set up', [password, totp], [password], missing('totp'), DONE],
  [
    'a password with TOTP and others',
    [password, totp, recovery, mail],
    [password],
    missing('totp', 'recovery', 'mail'),
    DONE,
  ],
  [
    'a password with TOTP and a passkey: the better way first',
    [password, totp, passkey],
    [password],
    missing('passkey', 'totp'),
    DONE,
  ],
  ['a password and TOTP', [password, totp], [password, totp], DONE, DONE],
  ['TOTP before the password', [password, totp], [totp], missing('password'), DONE],
  ['a password and a recovery code', [password, totp, recovery], [password, recovery], DONE, DONE],
  [
    'two of one kind are one factor',
    [password, totp, recovery],
    [totp, recovery],
    missing('password'),
    DONE,
  ],
  [
    'a password and a PIN are one factor',
    [password, pin, totp],
    [password, pin],
    missing('totp'),
    DONE,
  ],
  ['the same twice is one factor', [password, totp], [password, password], missing('totp'), DONE],
  ['TOTP alone, where nothing else could be added', [totp], [totp], missing(), DONE],
]

it.each(ROWS)('%s', (_, ways, proofs, atSignIn, atStepUp) => {
  expect(judgeProofs({ ways }, proofs, { purpose: 'sign_in' })).toEqual(atSignIn)
  expect(judgeProofs({ ways }, proofs, { purpose: 'step_up' })).toEqual(atStepUp)
})
