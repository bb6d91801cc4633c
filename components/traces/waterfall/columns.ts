/** The two columns of the waterfall, the same for its head and every row. */
export const waterfallColumns =
  'grid grid-cols-[404px_minmax(0,1fr)] max-xl:grid-cols-[300px_minmax(0,1fr)] max-sm:grid-cols-[160px_minmax(0,1fr)]'
