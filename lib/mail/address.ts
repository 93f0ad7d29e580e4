/**
 * The form in which mail addresses are compared: in lower case, in one spelling of Unicode. Accents and `+tags` stay,
 * since they make other addresses.
 */
export function foldAddress(address: string): string {
  return address.normalize('NFC').toLowerCase()
}
