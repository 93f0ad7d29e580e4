import { buttonLook } from '../components/button-look.ts'

/** What an administrator who is alone does next. */
export function FirstSteps({ signup }: { signup: 'open' | 'closed' }) {
  return (
    <section
      aria-labelledby="first-steps"
      className="mt-4 rounded-md border border-line bg-raised px-6 py-10 text-center"
    >
      <h2 id="first-steps" className="font-semibold">
        You are the first one here
      </h2>
      <p className="mx-auto mt-1 max-w-words text-balance text-quiet">
        Add others with New user, or many at once with Import
        {signup === 'open' && '; they can sign up by themselves too'}. Then allow the origin of your
        site, so that its pages may sign people in.
      </p>
      <a href="/origins" className={`${buttonLook.plain} mt-6`}>
        Go to the origins
      </a>
    </section>
  )
}
