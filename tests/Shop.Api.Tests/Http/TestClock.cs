namespace Shop.Api.Tests.Http;

/// <summary>Stands still until a test moves it.</summary>
internal sealed class TestClock : TimeProvider
{
    private TimeSpan passed;

    public static DateTimeOffset Start { get; } = new(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    public void Pass(TimeSpan time) => passed += time;

    public override DateTimeOffset GetUtcNow() => Start + passed;
}
