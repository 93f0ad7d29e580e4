import type { Metadata } from 'next'
import { Header } from '../../components/header.tsx'
import { ViewerPage } from '../../forms/viewer-page.tsx'
import { requirePageAdmin } from '../../page-session.ts'
import type { SearchParams } from '../../search-params.ts'
import { AnnouncementHolder } from '../announcement.tsx'
import { Acts } from './acts.tsx'
import { CallDoctor } from './call-doctor.tsx'
import { SignInDoctor } from './sign-in-doctor.tsx'

export const metadata: Metadata = { title: 'Doctor' }

type Props = { searchParams: Promise<SearchParams> }

export default async function DoctorPage({ searchParams }: Props) {
  const asked = readQuestion(await searchParams)
  const next = `/origins/doctor?${new URLSearchParams(asked)}`
  const { viewer, renewal } = await requirePageAdmin(next)
  const isSignIn = asked.act === 'sign-in'
  return (
    <ViewerPage id={viewer.id}>
      <AnnouncementHolder>
        <Header viewer={viewer} renewal={renewal} />
        <main className="mx-auto max-w-page px-4 py-8">
          <h1 className="font-semibold text-xl">Doctor</h1>
          <p className="text-quiet text-sm">
            What a browser does when a page signs people in or calls this server, step by step, and
            how to fix what fails.
          </p>
          <Acts current={isSignIn ? 'sign-in' : 'call'} origin={asked.origin ?? ''} />
          {isSignIn ? (
            <SignInDoctor viewer={viewer} asked={asked} />
          ) : (
            <CallDoctor viewer={viewer} asked={asked} />
          )}
        </main>
      </AnnouncementHolder>
    </ViewerPage>
  )
}

/** The first value of each parameter. Empty ones count: an empty origin is a question, too. */
function readQuestion(params: SearchParams): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, [value].flat()[0] ?? '']),
  )
}
