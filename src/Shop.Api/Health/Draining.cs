namespace Shop.Api.Health;

/// <summary>
/// Between the signal to stop and the end of the server: readiness says no at once, requests are served on until balancers have noticed.
/// Only then does the server stop accepting, and what is in flight finishes.
/// </summary>
internal sealed partial class Draining(DrainPeriod period, TimeProvider time, ILogger<Draining> log) : IHostedLifecycleService
{
    private volatile bool _hasBegun;

    public bool HasBegun => _hasBegun;

    /// <summary>Runs before any service, the server among them, is told to stop.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _hasBegun = true;
        Log.Draining(log, period.Length.TotalSeconds);

        // A host that is out of patience ends the wait; that is no fault of the stopping.
        await Task.Delay(period.Length, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Draining: not ready any more, serving for another {Seconds} s", EventName = "Draining")]
        public static partial void Draining(ILogger logger, double seconds);
    }
}
