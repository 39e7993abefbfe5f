
namespace Shop.Testing;

/// <summary>Waits for a condition instead of a time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(30);

    /// <summary>Looks every 50 ms until the condition holds.</summary>
    /// <param name="what">What should become true, to follow "never": "a new master serves".</param>
    /// <param name="limit">30 s unless told.</param>
    public static async Task True(Func<Task<bool>> condition, string what, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        using var looks = new PeriodicTimer(Interval, time);
        while (!await condition())
        {
            if (time.GetElapsedTime(began) > (limit ?? DefaultLimit))
            {
                throw new TimeoutException($"Within {(limit ?? DefaultLimit).TotalSeconds:0.#} s this never became true: {what}.");
            }

            await looks.WaitForNextTickAsync();
        }
    }

    /// <inheritdoc cref="True(Func{Task{bool}}, string, TimeSpan?)" />
    public static Task True(Func<bool> condition, string what, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return True(() => Task.FromResult(condition()), what, limit);
    }
}
