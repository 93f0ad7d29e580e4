import { z } from 'zod'

/** One field that was refused, as answers name it. */
export const FieldErrorJson = z
  .strictObject({
    path: z
      .string()
      .describe('The path of the field in the input; empty for the input as a whole.'),
    message: z.string().describe('What to write instead.'),
  })
  .meta({ id: 'FieldError', description: 'A field that was refused.' })

/** The body of every error answer, as `Problem.body` makes it. */
export const ProblemJson = z
  .strictObject({
    message: z.string().describe('What went wrong, for people to read. The words may change.'),
    error: z
      .string()
      .describe('The reason phrase of the status (RFC 9110), or a code of OAuth where one fits.'),
    error_description: z
      .string()
      .exactOptional()
      .describe('The message again, where `error` is a code of OAuth (RFC 6749 §5.2).'),
    code: z.string().describe('A stable identifier: switch on this.'),
    data: z.null(),
    auth_session: z
      .string()
      .exactOptional()
      .describe('Of `second_factor_required`: the sign-in, for the request that goes on with it.'),
    ways: z
      .array(z.string())
      .exactOptional()
      .describe('Of `second_factor_required`: the ways that would do, the best first.'),
    errors: z
      .array(FieldErrorJson)
      .exactOptional()
      .describe('One entry for each field that was refused.'),
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
