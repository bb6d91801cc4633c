import { z } from 'zod'
import { errorCodes } from '../domain/model/heddle-error.ts'

/** Every answer that is not a success. `live` accompanies a conflict: the object as it is now. */
export const errorBody = z.object({
  error: z.object({ code: z.enum(errorCodes), message: z.string(), field: z.string().optional() }),
  live: z.unknown().optional(),
})
export type ErrorBody = z.infer<typeof errorBody>
