/** Copies `text`. Returns false if the browser refuses, or has no clipboard: plain http has one on localhost only. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
