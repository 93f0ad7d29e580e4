/** The browser and the system that a client names, as people know them; null where it is not recognised. */
export type Agent = { browser: string | null; system: string | null }

/** The first match counts: most browsers also send the names of older ones. */
const BROWSERS = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOPiOS\/|\bOPT\//, 'Opera'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bYaBrowser\//, 'Yandex Browser'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bDuckDuckGo\/|\bDdg\//, 'DuckDuckGo'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChromium\//, 'Chromium'],
  [/\b(?:Headless)?Chrome\/|\bCriOS\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
  [/^Latchkey command line$/, 'Latchkey command line'],
  [/^(?:python-requests|Python-urllib|python-httpx|aiohttp)\b/i, 'Python'],
  [/^(?:node|undici)\b/, 'Node.js'],
] as const

const SYSTEMS = [
  [/\bWindows\b/, 'Windows'],
  [/\biPad\b/, 'iPadOS'],
  [/\biPhone\b|\biPod\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMacintosh\b|\bMac OS X\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
] as const

/**
 * Reads the browser and the system from a `User-Agent` header. Versions are left out: browsers freeze them, and
 * nobody needs one to recognise their own devices.
 */
export function readAgent(agent: string): Agent {
  const named = (table: readonly (readonly [RegExp, string])[]) =>
    table.find(([pattern]) => pattern.test(agent))?.[1] ?? null
  return { browser: named(BROWSERS), system: named(SYSTEMS) }
}

/** An agent in words: "Firefox on Windows". */
export function describeAgent({ browser, system }: Agent): string {
  if (!browser && !system) return 'Unknown browser'
  return [browser ?? 'Unknown browser', system].filter(Boolean).join(' on ')
}
