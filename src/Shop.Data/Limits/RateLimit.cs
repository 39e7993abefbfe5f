namespace Shop.Data.Limits;

/// <summary>
/// How many requests may be made in which time. They may all come at once; then one comes back every <see cref="Cost"/>, so that in any
/// window of time at most twice as many pass.
/// </summary>
/// <param name="Name">One word: the key, the metric's label and the header say it.</param>
/// <param name="Requests">1 or more.</param>
/// <param name="Window">In which the whole budget comes back; whole seconds.</param>
public sealed record RateLimit(string Name, int Requests, TimeSpan Window)
{
    /// <summary>After how long one request has come back.</summary>
    public TimeSpan Cost { get; } = Window / Requests;
}

/// <summary>What is left of a budget.</summary>
/// <param name="Limit">Whose budget it is.</param>
/// <param name="Spent">How long it takes until all has come back; more than the window when more was let pass than there was.</param>
public readonly record struct BudgetState(RateLimit Limit, TimeSpan Spent)
{
    /// <summary>How many requests pass at once.</summary>
    public long Remaining => Math.Max(0, (Limit.Window - Spent).Ticks / Limit.Cost.Ticks);

    /// <summary>How long until a request passes; zero when one does now.</summary>
    public TimeSpan RetryAfter => Remaining > 0 ? TimeSpan.Zero : Spent + Limit.Cost - Limit.Window;
}
