import { redirect } from 'next/navigation'

/** Whoever cuts an address short finds the reference, which leads to the rest. */
export default function DocsPage() {
  redirect('/docs/api')
}
