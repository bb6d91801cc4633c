import type { ControlledCluster } from './cluster-resources.ts'
import { deploymentController } from './deployment/deployment-controller.ts'
import { endpointsController } from './endpoints/endpoints-controller.ts'
import { GarbageCollector } from './garbage/garbage-collector.ts'
import { namespaceController } from './namespaces/namespace-controller.ts'
import { serviceAccountController } from './namespaces/service-account-controller.ts'
import { nodeLifecycleController } from './nodes/node-lifecycle-controller.ts'
import { replicaSetController } from './replica-set/replica-set-controller.ts'
import { runController } from './runtime/controller.ts'
import { schedulerController } from './scheduler/scheduler-controller.ts'

/** Runs every controller on the store until stopped. */
export function startControllers(cluster: ControlledCluster): { stop(): void } {
  const controllers = [
    deploymentController,
    replicaSetController,
    endpointsController,
    serviceAccountController,
    schedulerController,
    nodeLifecycleController,
    namespaceController(cluster.store),
  ]
  const running = [
    ...controllers.map((controller) => runController(controller, cluster)),
    new GarbageCollector(cluster),
  ]
  return {
    stop() {
      for (const controller of running) controller.stop()
    },
  }
}
