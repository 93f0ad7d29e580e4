import type { Page } from 'playwright/test'
import sharp from 'sharp'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

const RED = [255, 0, 0]
const GREEN = [0, 255, 0]

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const shown = (page: Page) => page.getByRole('img', { name: 'Your avatar', exact: true })
const initials = (page: Page) => page.getByRole('img', { name: /^Your initials/ })
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Crop your avatar' })
const saved = (page: Page) => page.getByText('Your avatar is saved.')

/** Twice as wide as high: the left half red, the right half green. */
async function halves(): Promise<Buffer> {
  const green = { create: { width: 400, height: 400, channels: 3, background: '#0f0' } } as const
  const red = { create: { width: 800, height: 400, channels: 3, background: '#f00' } } as const
  return sharp(red)
    .composite([{ input: green, left: 400, top: 0 }])
    .png()
    .toBuffer()
}

async function choose(page: Page, buffer: Buffer, name = 'me.png') {
  const chooser = page.waitForEvent('filechooser')
  await button(page, 'Choose an image').click()
  await (await chooser).setFiles({ name, mimeType: 'image/png', buffer })
}

/** The colours at the left and the right edge of the avatar, each channel all or nothing. */
async function edges(page: Page): Promise<number[][]> {
  const answer = await page.request.get((await shown(page).getAttribute('src')) ?? '')
  const { data, info } = await sharp(await answer.body())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect([info.width, info.height]).toEqual([512, 512])
  const at = (x: number) => {
    const start = (256 * info.width + x) * info.channels
    return [...data.subarray(start, start + 3)].map(value => (value > 127 ? 255 : 0))
  }
  return [at(8), at(503)]
}

/** Gives the page an image as the system does: in an event of `type` that carries a file. */
async function give(page: Page, type: 'drop' | 'paste', image: Buffer) {
  await page.getByRole('region', { name: 'Avatar' }).evaluate(
    (section, { type, base64 }) => {
      const data = new DataTransfer()
      const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
      data.items.add(new File([bytes], 'me.png', { type: 'image/png' }))
      const init = { bubbles: true, cancelable: true }
      const event =
        type === 'drop'
          ? new DragEvent('drop', { ...init, dataTransfer: data })
          : new ClipboardEvent('paste', { ...init, clipboardData: data })
      section.querySelector('img')?.dispatchEvent(event)
    },
    { type, base64: image.toString('base64') },
  )
}

test.beforeEach(async ({ page, member }) => {
  await page.goto('/account')
  await expect(page.getByRole('banner')).toContainText(member.uid)
})

test('a chosen image is cropped to its middle, saved, and removed again', async ({ page }) => {
  await expect(initials(page)).toBeVisible()
  await choose(page, await halves())
  await button(page, 'Save avatar').click()
  await expect(saved(page)).toBeVisible()
  await expect(dialog(page)).toBeHidden()
  await expect(button(page, 'Choose an image')).toBeFocused()
  expect(await edges(page)).toEqual([RED, GREEN])
  await button(page, 'Remove avatar').click()
  await expect(page.getByText('Your avatar is removed.')).toBeVisible()
  await expect(button(page, 'Choose an image')).toBeFocused()
  await expect(initials(page)).toBeVisible()
})

test('the square is moved by keyboard', async ({ page }) => {
  await choose(page, await halves())
  await page.getByLabel('Across').press('End')
  await button(page, 'Save avatar').press('Enter')
  await expect(saved(page)).toBeVisible()
  expect(await edges(page)).toEqual([GREEN, GREEN])
})

test('the square is moved by dragging the image', async ({ page }) => {
  await choose(page, await halves())
  const canvas = page.getByRole('img', { name: 'Preview of your avatar' })
  await canvas.hover()
  const box = await canvas.boundingBox()
  await page.mouse.down()
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * 2, box?.y ?? 0, { steps: 8 })
  await page.mouse.up()
  await button(page, 'Save avatar').click()
  await expect(saved(page)).toBeVisible()
  expect(await edges(page)).toEqual([RED, RED])
})

for (const type of ['drop', 'paste'] as const) {
  test(`an image is taken by ${type}`, async ({ page }) => {
    await give(page, type, await halves())
    await expect(dialog(page)).toBeVisible()
    await button(page, 'Save avatar').click()
    await expect(shown(page)).toBeVisible()
    expect(await edges(page)).toEqual([RED, GREEN])
  })
}

test('a file that is not an image is refused', async ({ page }) => {
  await choose(page, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'me.png')
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'cannot be read as an image',
  )
  await expect(dialog(page)).toBeHidden()
  await expectAccessible(page)
})

test('while it is sent, the dialog says so; a refusal says why; leaving keeps the old one', async ({
  page,
  watch,
}) => {
  watch.expectComplaint(/status of 503/)
  const message = 'The server is busy. Try again soon.'
  const held = Promise.withResolvers<void>()
  await page.route('**/api/id/pfp', async route => {
    await held.promise
    await route.fulfill({ status: 503, json: { message } })
  })
  await choose(page, await halves())
  await expectAccessible(page)
  await button(page, 'Save avatar').click()
  await expect(page.getByRole('progressbar')).toBeVisible()
  await expect(button(page, 'Save avatar')).toBeDisabled()
  await expectAccessible(page)
  held.resolve()
  await expect(dialog(page).getByRole('alert')).toHaveText(message)
  await expect(button(page, 'Save avatar')).toBeEnabled()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
  await expect(initials(page)).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the avatar is shown, and the page says that choosing one needs JavaScript', async ({
    page,
  }) => {
    await expect(initials(page)).toBeVisible()
    await expect(page.locator('noscript p')).toHaveText(/needs JavaScript/)
    await expect(page.locator('noscript p')).toBeVisible()
    await expect(button(page, 'Choose an image')).toBeHidden()
  })
})
