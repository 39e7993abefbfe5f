using Shop.Bench;
using Shop.Bench.Findings;
using Shop.Bench.Sites;
using Shop.Local;

if (args is [ConstantAnswer.Command, .. var constant])
{
    await ConstantAnswer.ServeAsync(constant);
    return 0;
}

try
{
    var options = BenchOptions.Read(args);
    Console.WriteLine(Conditions.Text);
    var results = new List<(Suite Suite, Finding Finding)>();
    foreach (var suite in options.Suites)
    {
        Console.WriteLine($"\n{suite.Name}: {suite.Question}\n");
        var finding = await suite.RunAsync(options.Rounds);
        Console.WriteLine(finding.ToText());
        results.Add((suite, finding));
    }

    if (options.Report is { } path)
    {
        await File.WriteAllTextAsync(path, BenchReport.Page(results, options.Rounds));
        Console.WriteLine($"The report is in {path}.");
    }

    return 0;
}
catch (Refusal refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
