namespace Shop.Bench.Findings;

/// <summary>What one contestant reached, round by round.</summary>
internal sealed record Figure(string Name, IReadOnlyList<double> Rounds)
{
    public double Median { get; } = Bench.Median.Of(Rounds);

    /// <summary>The median of the rounds' own ratios: what disturbs the machine for a while disturbs both.</summary>
    public double RatioTo(Figure other) => Bench.Median.Of([.. Rounds.Zip(other.Rounds, (mine, theirs) => mine / theirs)]);
}
