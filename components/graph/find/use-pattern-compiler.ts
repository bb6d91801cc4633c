'use client'
import { useEffect, useState } from 'react'
import type { PatternCompiler } from '../../../lib/domain/graph/find-expression/expression.ts'
import { usesPatterns } from '../../../lib/domain/graph/find-expression/parser.ts'

/** The compiler of regular expressions, loaded when an expression first has one: it is large. Null until then. */
export function usePatternCompiler(...expressions: readonly string[]): PatternCompiler | null {
  const [compiler, setCompiler] = useState<{ readonly compile: PatternCompiler } | null>(null)
  const wanted = compiler === null && expressions.some(usesPatterns)
  useEffect(() => {
    if (!wanted) return undefined
    let isCurrent = true
    void import('../../../lib/domain/graph/find-expression/linear-pattern.ts').then(({ linearPattern }) => {
      if (isCurrent) setCompiler({ compile: linearPattern })
    })
    return () => {
      isCurrent = false
    }
  }, [wanted])
  return compiler?.compile ?? null
}
