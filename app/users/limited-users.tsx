import type { ComponentProps } from 'react'
import { Header } from '../components/header.tsx'
import { PageHead } from '../components/page-head.tsx'
import { FormAlert } from '../forms/form-alert.tsx'

type Props = ComponentProps<typeof Header> & {
  /** When the limit ends (ISO 8601). */
  until: string
}

/** In place of the list, for a member who has opened too many pages of it. */
export function LimitedUsers({ viewer, renewal, until }: Props) {
  return (
    <>
      <Header viewer={viewer} renewal={renewal} />
      <main className="mx-auto max-w-page px-4 py-8">
        <PageHead title="Users" words="This list is not shown for now.">
          {null}
        </PageHead>
        <FormAlert alert="You have opened too many pages of this list (429)." until={until} />
      </main>
    </>
  )
}
