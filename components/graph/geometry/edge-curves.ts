import { sample, type Curve } from './curve.ts'
import { freeLane, type Lane } from './lanes.ts'
import { assignPorts, type EdgeEnds } from './ports.ts'
import { bottom, contains, left, right, type Box, type Point } from './shapes.ts'

const bend = 0.38
const around = 34

/** The curve of every edge whose two ends have a place. The order of the edges decides who gets a lane first. */
export function edgeCurves(edges: readonly EdgeEnds[], boxes: ReadonlyMap<string, Box>): Map<string, Curve> {
  const ports = assignPorts(edges, boxes)
  const taken: Lane[] = []
  const curves = new Map<string, Curve>()
  for (const edge of edges) {
    const source = boxes.get(edge.source)
    const target = boxes.get(edge.target)
    const port = ports.get(edge.id)
    if (source === undefined || target === undefined || port === undefined) continue
    const start = { x: right(source), y: source.y + port.sourceY }
    const end = { x: left(target), y: target.y + port.targetY }
    const others = [...boxes].filter(([id]) => id !== edge.source && id !== edge.target).map(([, box]) => box)
    curves.set(edge.id, route({ start, end, source, target }, others, taken))
  }
  return curves
}

type Ends = { start: Point; end: Point; source: Box; target: Box }

function route(ends: Ends, others: readonly Box[], taken: Lane[]): Curve {
  if (ends.end.x - ends.start.x < 24) return backward(ends, others)
  const direct = sCurve(ends.start, ends.end)
  if (!crossesAny(direct, others)) return direct
  const between = others.filter((box) => right(box) > ends.start.x + 8 && left(box) < ends.end.x - 8)
  const lane = freeLane({ start: ends.start, end: ends.end }, between, taken)
  if (lane === null) return direct
  taken.push(lane)
  return throughLane(ends.start, ends.end, lane)
}

function sCurve(start: Point, end: Point): Curve {
  const dx = end.x - start.x
  const controls = [
    { x: start.x + bend * dx, y: start.y },
    { x: end.x - bend * dx, y: end.y },
  ]
  return { start, controls, end }
}

function throughLane(start: Point, end: Point, lane: Lane): Curve {
  const first = (lane.x1 - start.x) / 2
  const last = (end.x - lane.x2) / 2
  const controls = [
    { x: start.x + first, y: start.y },
    { x: lane.x1 - first, y: lane.y },
    { x: lane.x2 + last, y: lane.y },
    { x: end.x - last, y: end.y },
  ]
  return { start, controls, end }
}

/** To the same column or further left: around the underside of both ends, clear of what is between. */
function backward({ start, end, source, target }: Ends, others: readonly Box[]): Curve {
  const x1 = Math.max(start.x, right(target)) + around / 2
  const x2 = Math.min(end.x, left(source)) - around / 2
  const inWay = others.filter((box) => right(box) > x2 && left(box) < x1)
  const below = Math.max(bottom(source), bottom(target))
  const near = inWay.filter((box) => box.y < below + 40 && bottom(box) > below - 40)
  const y = Math.max(below, ...near.map(bottom)) + 14
  const controls = [
    { x: start.x + around, y: start.y },
    { x: start.x + around, y },
    { x: end.x - around, y },
    { x: end.x - around, y: end.y },
  ]
  return { start, controls, end }
}

function crossesAny(curve: Curve, boxes: readonly Box[]): boolean {
  const points = sample(curve, 32)
  return boxes.some((box) => points.some((point) => contains(box, point, 3)))
}
