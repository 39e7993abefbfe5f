using System.Collections.Concurrent;
using Shop.Data.Redis;
using Shop.Testing;

namespace Shop.Data.Tests.Redis;

/// <summary>Writers that do not stop until told to, and what they were told.</summary>
internal sealed class WriteLoad
{
    private static readonly TimeSpan Think = TimeSpan.FromMilliseconds(10);

    private readonly RunningRedis _redis;
    private readonly string _run;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<(int Operation, Commit Commit)> _acknowledged = [];
    private readonly ConcurrentBag<Exception> _failures = [];
    private readonly Task _writers;
    private int _operations;

    public WriteLoad(RunningRedis redis, string run, int writers = 32)
    {
        _redis = redis;
        _run = run;
        _writers = Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(WriteAsync)));
    }

    public int Acknowledged => _acknowledged.Count;

    /// <summary>Waits until that many more writes were acknowledged.</summary>
    public Task GoOnAsync(int more)
    {
        var until = Acknowledged + more;
        return Eventually.True(() => Acknowledged >= until, $"{more} more writes are acknowledged");
    }

    /// <summary>Ends the writers; then none may have failed, and each acknowledged effect must be on the master exactly once.</summary>
    public async Task EndWithNothingLostAsync()
    {
        await _stop.CancelAsync();
        await _writers;
        _stop.Dispose();

        Assert.Empty(_failures);
        var lost = 0;
        foreach (var some in _acknowledged.Chunk(500))
        {
            var records = await _redis.Reads.ReadAsync(
                "GET",
                batch => Task.WhenAll(some.Select(write => batch.StringGetAsync(Once.Record(_run, write.Operation)))),
                new Consistency { Level = ReadConsistency.Strong },
                CancellationToken.None);
            lost += records.Count(record => record.IsNull);
        }

        Assert.Equal(0, lost);
        Assert.Equal(_operations, (int)await _redis.Reads.ReadAsync("GET", batch => batch.StringGetAsync(Once.Counter(_run)), new Consistency { Level = ReadConsistency.Strong }, CancellationToken.None));
    }

    private async Task WriteAsync()
    {
        using var pace = new PeriodicTimer(Think, TimeProvider.System);
        while (!_stop.IsCancellationRequested)
        {
            var operation = Interlocked.Increment(ref _operations);
            try
            {
                _acknowledged.Add((operation, await Once.CommitAsync(_redis.Commits, _run, operation)));
            }
            catch (RedisUnavailableException exception)
            {
                _failures.Add(exception);
            }

            await pace.WaitForNextTickAsync();
        }
    }
}
