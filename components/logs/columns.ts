/** Columns of the log list, the same for its head and every row. */
export const logColumns =
  'grid grid-cols-[96px_64px_minmax(110px,220px)_104px_80px_minmax(0,1fr)] gap-x-2.5 px-4 max-lg:grid-cols-[96px_56px_minmax(0,1fr)]'
