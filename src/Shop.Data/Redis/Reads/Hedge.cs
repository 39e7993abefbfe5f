namespace Shop.Data.Redis;

/// <summary>Asks one node after the other: the next one as soon as those before have failed, or have been silent for a moment.</summary>
internal sealed class Hedge(TimeSpan patience, TimeProvider time, RedisMetrics metrics)
{
    /// <summary>The first answer. Those that come later are dropped.</summary>
    /// <exception cref="Exception">What the last node threw when all have failed, or the first failure that another node would repeat.</exception>
    public async Task<T> AskAsync<T>(IReadOnlyList<string> nodes, Func<string, Task<T>> ask, CancellationToken cancellationToken)
    {
        var race = new Race<T>();
        for (var next = 0; next < nodes.Count; next++)
        {
            if (race.IsOn)
            {
                metrics.ReadHedged();
                RedisSpans.Hedged(nodes[next]);
            }

            race.Add(ask(nodes[next]));
            var isLast = next == nodes.Count - 1;
            if (await race.IsWonAsync(isLast ? Timeout.InfiniteTimeSpan : patience, time, cancellationToken))
            {
                return await race.Winner!;
            }
        }

        throw race.Failure ?? new IOException("There is no node to ask.");
    }

    private sealed class Race<T>
    {
        private readonly List<Task<T>> _running = [];

        public bool IsOn => _running.Count > 0;

        public Exception? Failure { get; private set; }

        /// <summary>The first one that no other node need be asked after: an answer, or a failure that would come again.</summary>
        public Task<T>? Winner { get; private set; }

        public void Add(Task<T> runner) => _running.Add(runner);

        /// <summary>False when all have failed, or nobody has answered or failed for so long.</summary>
        public async Task<bool> IsWonAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
        {
            while (Winner is null && _running.Count > 0)
            {
                if (await FirstAsync(patience, time, cancellationToken) is not { } first)
                {
                    return false;
                }

                _running.Remove(first);
                Failure = first.Exception?.InnerException ?? (first.IsCanceled ? new TaskCanceledException(first) : null);
                Winner = Failure is null || !TransientFailure.Is(Failure) ? first : null;
            }

            return Winner is not null;
        }

        // Not a race against a delay that is then cancelled: that takes each read over the thread pool once more.
        private async Task<Task<T>?> FirstAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
        {
            try
            {
                return await Task.WhenAny(_running).WaitAsync(patience, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }
    }
}
