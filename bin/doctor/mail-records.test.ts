import { describe, expect, it } from 'vitest'
import { judgeDmarc, judgeSpf } from './mail-records.ts'

describe('SPF', () => {
  it.each([
    ['ok', ['v=spf1 mx -all', 'other=1'], 'v=spf1 mx -all'],
    ['ok', ['v=spf1 include:_spf.mail.example ?all'], 'include:_spf.mail.example'],
    ['fault', [], 'has no SPF record'],
    ['fault', ['v=spf10 mx -all'], 'has no SPF record'],
    ['fault', ['v=spf1 mx -all', 'V=SPF1 a ~all'], 'has 2 SPF records'],
    ['fault', ['v=spf1 mx all'], 'lets anybody send'],
    ['fault', ['v=spf1 +all'], 'lets anybody send'],
    ['unchecked', null, 'v=spf1 mx ~all'],
  ] as const)('%s: %j', (state, texts, words) => {
    const finding = judgeSpf('example.org', texts && [...texts])
    expect(finding.state).toBe(state)
    expect(finding.says).toContain(words)
    if (state === 'fault') expect(finding.fix).toMatch(/\.$/)
  })
})

describe('DMARC', () => {
  it.each([
    ['ok', ['v=DMARC1; p=none; rua=mailto:a@example.org'], 'p=none'],
    ['ok', ['x', 'v=DMARC1;p=reject'], 'DKIM'],
    ['fault', ['p=none; v=DMARC1'], 'has no DMARC record'],
    ['fault', ['v=DMARC1; rua=mailto:a@example.org'], 'has no policy'],
    ['fault', [], 'has no DMARC record'],
    ['unchecked', null, 'v=DMARC1; p=none'],
  ] as const)('%s: %j', (state, texts, words) => {
    const finding = judgeDmarc('example.org', texts && [...texts])
    expect(finding.state).toBe(state)
    expect(finding.says).toContain(words)
    if (state === 'fault') expect(finding.fix).toMatch(/\.$/)
  })
})
