import { redirect } from 'next/navigation'
import { findPageSession } from './page-session.ts'

export default async function HomePage() {
  const { viewer } = await findPageSession()
  redirect(viewer ? '/users' : '/login')
}
