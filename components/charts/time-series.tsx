'use client'
import dynamic from 'next/dynamic'
import { Skeleton } from '../ui/skeleton.tsx'

/** recharts is large: it comes when the first chart is looked at. */
export const TimeSeries = dynamic(
  () => import('./time-series-chart.tsx').then(({ TimeSeriesChart }) => TimeSeriesChart),
  {
    ssr: false,
    loading: () => <Skeleton className="h-[120px] w-full" />,
  },
)
