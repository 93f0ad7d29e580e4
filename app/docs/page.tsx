import { redirect } from 'next/navigation'

/** An address that was cut short leads to the reference, which has links to the rest. */
export default function DocsPage() {
  redirect('/docs/api')
}
