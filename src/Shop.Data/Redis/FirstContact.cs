using Microsoft.Extensions.Hosting;

namespace Shop.Data.Redis;

/// <summary>Reads from the master until it works once: only then is a process that has just started sent requests.</summary>
internal sealed class FirstContact(Reads reads, StorageHealth health) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await reads.ReadAsync(
                    "EXISTS", batch => batch.KeyExistsAsync(Keys.Watermark), new Consistency { Level = ReadConsistency.Strong }, stoppingToken);
                health.ReportConnected();
                return;
            }
            catch (RedisUnavailableException)
            {
                // The read was held as long as any; there is no master yet.
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
