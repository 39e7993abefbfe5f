namespace Shop.Api.Tests.Http;

/// <summary>Stands still until a test moves it.</summary>
internal sealed class TestClock : TimeProvider
{
    private TimeSpan _passed;

    public static DateTimeOffset Start { get; } = new(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    public void Pass(TimeSpan time) => _passed += time;

    public override DateTimeOffset GetUtcNow() => Start + _passed;
}
