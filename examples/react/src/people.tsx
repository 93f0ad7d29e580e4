import type { User } from 'https://auth.example.com/client.js'
import { useEffect, useState } from 'react'
import { auth } from './use-user.ts'

/** The people of the server, for whoever is signed in. */
export function People({ onError }: { onError(error: Error): void }) {
  const [people, setPeople] = useState<User[]>([])
  useEffect(() => {
    const stop = new AbortController()
    listPeople(stop.signal).then(setPeople, error => {
      if (!stop.signal.aborted) onError(error)
    })
    return () => stop.abort()
  }, [onError])
  return (
    <ul>
      {people.map(({ id, name }) => (
        <li key={id}>{name}</li>
      ))}
    </ul>
  )
}

async function listPeople(signal: AbortSignal): Promise<User[]> {
  const answer = await auth.fetch('/api/users', { signal })
  const body = await answer.json()
  if (!answer.ok) throw new Error(body.message)
  return body
}
