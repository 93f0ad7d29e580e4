import sharp from 'sharp'
import { afterEach, expect, it } from 'vitest'
import { env } from '#lib/env/env.ts'
import { makeImage } from '../../e2e/fixtures/images.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { buildFedcmConfig } from './fedcm-config.ts'
import { findFedcmLogo, LOGO_PIXELS } from './logo.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'

afterEach(() => {
  setLogo(undefined)
})

function setLogo(siteLogo: string | undefined): void {
  Object.assign(env(), { siteLogo })
  forgetInstances('site-logo')
  forgetInstances('fedcm-logo')
}

const toAddress = (type: string, file: Buffer) => `data:${type};base64,${file.toString('base64')}`

it('a logo is an icon of the dialog: square, whole, with clear edges', async () => {
  setLogo(toAddress('image/jpeg', await makeImage('jpeg', { width: 300, height: 100 })))
  const { branding } = buildFedcmConfig()
  expect(branding.icons).toEqual([
    { url: `${env().publicUrl.origin}/api/fedcm/logo`, size: LOGO_PIXELS },
  ])
  const icon = sharp((await findFedcmLogo()) ?? undefined)
  const { format, width, height } = await icon.metadata()
  expect([format, width, height]).toEqual(['png', LOGO_PIXELS, LOGO_PIXELS])
  const { data } = await icon.ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const alphaAt = (x: number, y: number) => data[(y * LOGO_PIXELS + x) * 4 + 3]
  expect([alphaAt(64, 2), alphaAt(64, 64)]).toEqual([0, 255])
})

it.each([
  ['no logo', undefined],
  ['a drawing, which no dialog shows', 'data:image/svg+xml;base64,PHN2Zy8+'],
])('%s: no icon', async (_what, logo) => {
  setLogo(logo)
  expect(buildFedcmConfig().branding.icons).toBeUndefined()
  expect(await findFedcmLogo()).toBeNull()
})

it('a damaged logo is none', async () => {
  setLogo('data:image/gif;base64,R0lGODlh')
  expect(await findFedcmLogo()).toBeNull()
})
