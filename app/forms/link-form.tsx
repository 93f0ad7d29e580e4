import type { ReactNode, RefObject } from 'react'

type Props = {
  form: RefObject<HTMLFormElement | null>
  send: (form: FormData) => void
  /** What `useLinkToken` has found: until it has, what is sent is kept back. */
  found: string | null
  children: ReactNode
}

/** The form behind a mailed or given link. */
export function LinkForm({ form, send, found, children }: Props) {
  return (
    <form
      ref={form}
      action={send}
      noValidate
      data-awaits-token={found === null || undefined}
      className="space-y-4"
    >
      {children}
    </form>
  )
}
