/** Somebody of a list that was typed or pasted. */
type Typed = { email: string; name?: string }

/**
 * Reads a list of addresses as people type or paste it: one a line, or with commas, semicolons or blanks between, also in
 * the form `Grace Hopper <grace@example.com>`. Nothing is checked here.
 */
export function parseInvitees(text: string): Typed[] {
  return text.split(/[\n\r,;\t]+/).flatMap(part => {
    const [, name = '', email] = /^\s*"?([^"<>]*)"?\s*<([^<>\s]+)>\s*$/.exec(part) ?? []
    if (email) return [name.trim() ? { email, name: name.trim() } : { email }]
    return part
      .split(/\s+/)
      .filter(Boolean)
      .map(email => ({ email }))
  })
}
