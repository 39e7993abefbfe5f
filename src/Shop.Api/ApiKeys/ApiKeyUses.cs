using System.Collections.Concurrent;
using Shop.Data.ApiKeys;
using Shop.Data.Redis;

namespace Shop.Api.ApiKeys;

/// <summary>Writes down once a minute which keys were used: <c>lastUsedAt</c> is for people, and no call waits for it.</summary>
internal sealed partial class ApiKeyUses(ApiKeyStore keys, TimeProvider clock, ILogger<ApiKeyUses> logger) : BackgroundService
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _uses = new();

    public void Note(Guid id) => _uses[id] = clock.GetUtcNow();

    /// <summary>Writes down what was noted since the last time.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        foreach (var part in _uses.ToArray().Chunk(MostAtOnce))
        {
            await keys.NoteUseAsync([.. part.Select(use => (use.Key, use.Value))], cancellationToken);
            foreach (var use in part)
            {
                // One that was noted again meanwhile stays for the next time.
                _uses.TryRemove(use);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(stoppingToken);
            }
            catch (RedisUnavailableException)
            {
                Log.Postponed(logger);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "When API keys were used could not be written down now; the next minute does it.")]
        public static partial void Postponed(ILogger logger);
    }
}
