using Shop.Bench;
using Shop.Local;

try
{
    var options = BenchOptions.Read(args);
    Console.WriteLine(Conditions.Text);
    foreach (var suite in options.Suites)
    {
        Console.WriteLine($"\n{suite.Name}: {suite.Question}");
        Console.WriteLine(await suite.RunAsync(options.Rounds));
    }

    return 0;
}
catch (Refusal refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
