namespace Shop.Bench.Load;

/// <summary>Every answer of a load, and how long all of it took.</summary>
internal sealed class LoadResult(IReadOnlyList<(int Status, TimeSpan Took)> answers, TimeSpan time)
{
    private readonly double[] _milliseconds = [.. answers.Select(answer => answer.Took.TotalMilliseconds).Order()];

    public TimeSpan Time => time;

    public double Rate => answers.Count / time.TotalSeconds;

    public int Count(int status) => answers.Count(answer => answer.Status == status);

    /// <exception cref="SpoiltRoundException">An answer has another status than these.</exception>
    public LoadResult Only(params int[] statuses) => answers.FirstOrDefault(answer => !statuses.Contains(answer.Status)) is { Status: > 0 } other
        ? throw new SpoiltRoundException($"{answers.Count(answer => !statuses.Contains(answer.Status))} of {answers.Count} answers were others than {string.Join(" or ", statuses)}, such as {other.Status}.")
        : this;

    /// <summary>Milliseconds that so many of a thousand do not exceed.</summary>
    public double Permille(int permille) => _milliseconds[Math.Max(0, (int)Math.Ceiling(_milliseconds.Length * permille / 1000d) - 1)];
}
