/** A container that can't be started as written; `reason` is Kubernetes' word for it. */
export class LaunchRefusal extends Error {
  readonly reason: 'ContainerCreating' | 'ErrImagePull' | 'CreateContainerConfigError' | 'RunContainerError'

  constructor(reason: LaunchRefusal['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}
