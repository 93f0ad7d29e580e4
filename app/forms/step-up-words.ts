import type { Question } from '#lib/proofs/way.ts'

/** What somebody is told who has to prove again who they are: as a title, and since when. */
export function describeStepUp({ field }: Question): { title: string; since: string } {
  if (field === 'password') {
    return {
      title: 'Enter your password again',
      since: 'You entered it more than ten minutes ago',
    }
  }
  return {
    title: 'Prove again that it is you',
    since: 'You last did so more than ten minutes ago',
  }
}
