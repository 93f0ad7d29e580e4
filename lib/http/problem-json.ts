import { z } from 'zod'

/** One field that was refused, as answers name it. */
export const FieldErrorJson = z
  .strictObject({
    path: z.string().describe('The field in the input; empty for the whole of it.'),
    message: z.string().describe('What to write instead.'),
  })
  .meta({ id: 'FieldError', description: 'A field that was refused.' })

/** The body of every answer that is an error: `Problem.body`. */
export const ProblemJson = z
  .strictObject({
    message: z.string().describe('What went wrong, in words for people. They may change.'),
    error: z.string().describe('The name of the status (RFC 9110).'),
    code: z.string().describe('A stable name: switch on this.'),
    data: z.null(),
    errors: z.array(FieldErrorJson).exactOptional().describe('Each field that was refused, once.'),
  })
  .meta({
    id: 'Problem',
    description: 'What went wrong.',
    examples: [
      {
        message: 'Authentication Token is missing!',
        error: 'Unauthorized',
        code: 'token_missing',
        data: null,
      },
    ],
  })
