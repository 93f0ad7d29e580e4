import { buttonLook } from '../components/button-look.ts'

/** What an administrator does next while they are the only user. */
export function FirstSteps({ signup }: { signup: 'open' | 'closed' }) {
  return (
    <section
      aria-labelledby="first-steps"
      className="mt-4 rounded-md border border-line bg-raised px-6 py-10 text-center"
    >
      <h2 id="first-steps" className="font-semibold">
        You are the first user
      </h2>
      <p className="mx-auto mt-1 max-w-words text-balance text-quiet">
        Add others with New user, or a whole file with Import
        {signup === 'open' && '; they can also sign up themselves'}. Then allow the origin of your
        site, so that its pages can sign users in.
      </p>
      <a href="/origins" className={`${buttonLook.plain} mt-6`}>
        Go to the origins
      </a>
    </section>
  )
}
