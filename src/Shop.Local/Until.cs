namespace Shop.Local;

internal static class Until
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks again and again; whether the condition came true within the limit.</summary>
    public static async Task<bool> TrueAsync(Func<Task<bool>> condition, TimeSpan limit)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var looks = new PeriodicTimer(Interval);
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > limit)
            {
                return false;
            }

            await looks.WaitForNextTickAsync();
        }

        return true;
    }
}
