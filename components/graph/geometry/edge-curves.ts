import { sample, type Curve } from './curve.ts'
import { freeLane, type Lane } from './lanes.ts'
import { assignPorts, type EdgeEnds } from './ports.ts'
import { bottom, contains, left, right, top, type Box, type Point } from './shapes.ts'

const bend = 0.38
const around = 34

/** The curve of every edge whose two ends have a place. The order of the edges decides who gets a lane first. */
export function edgeCurves(edges: readonly EdgeEnds[], boxes: ReadonlyMap<string, Box>): Map<string, Curve> {
  const ports = assignPorts(edges, boxes)
  const taken: Lane[] = []
  const curves = new Map<string, Curve>()
  const all = [...boxes.values()]
  for (const edge of edges) {
    const source = boxes.get(edge.source)
    const target = boxes.get(edge.target)
    const port = ports.get(edge.id)
    if (source === undefined || target === undefined || port === undefined) continue
    const start = { x: right(source), y: source.y + port.sourceY }
    const end = { x: left(target), y: target.y + port.targetY }
    curves.set(edge.id, route({ start, end, source, target }, all, taken))
  }
  return curves
}

type Ends = { start: Point; end: Point; source: Box; target: Box }

function route(ends: Ends, boxes: readonly Box[], taken: Lane[]): Curve {
  const { start, end, source, target } = ends
  if (end.x - start.x < 24) return backward(ends, boxes)
  const between = boxes.filter(
    (box) => right(box) > start.x + 8 && left(box) < end.x - 8 && box !== source && box !== target,
  )
  const direct = sCurve(start, end)
  if (!crossesAny(direct, between)) return direct
  const lane = freeLane({ start, end }, between, taken)
  if (lane === null) return direct
  taken.push(lane)
  return throughLane(start, end, lane)
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
function backward({ start, end, source, target }: Ends, boxes: readonly Box[]): Curve {
  const x1 = Math.max(start.x, right(target)) + around / 2
  const x2 = Math.min(end.x, left(source)) - around / 2
  const below = Math.max(bottom(source), bottom(target))
  const inWay = (box: Box) =>
    right(box) > x2 &&
    left(box) < x1 &&
    box.y < below + 40 &&
    bottom(box) > below - 40 &&
    box !== source &&
    box !== target
  const y = boxes.reduce((lowest, box) => (inWay(box) ? Math.max(lowest, bottom(box)) : lowest), below) + 14
  const controls = [
    { x: start.x + around, y: start.y },
    { x: start.x + around, y },
    { x: end.x - around, y },
    { x: end.x - around, y: end.y },
  ]
  return { start, controls, end }
}

const beside = 3

/** The curve stays between the heights of its ends: only what reaches into them can be in its way. */
function crossesAny(curve: Curve, boxes: readonly Box[]): boolean {
  const highest = Math.min(curve.start.y, curve.end.y) - beside
  const lowest = Math.max(curve.start.y, curve.end.y) + beside
  const reaching = boxes.filter((box) => bottom(box) > highest && top(box) < lowest)
  if (reaching.length === 0) return false
  const points = sample(curve, 32)
  return reaching.some((box) => points.some((point) => contains(box, point, beside)))
}
