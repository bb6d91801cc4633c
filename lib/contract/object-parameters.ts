import { z } from 'zod'
import { namespaceName, objectName } from '../domain/model/names.ts'

/** The path of one thing: `/{namespace}/{name}`. */
export const objectParameters = z.object({ namespace: namespaceName, name: objectName })
