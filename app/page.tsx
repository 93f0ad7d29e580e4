import { redirect } from 'next/navigation'
import { pageSession } from './session.ts'

export default async function HomePage() {
  const { viewer } = await pageSession()
  redirect(viewer ? '/users' : '/login')
}
