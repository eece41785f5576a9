console.log(`ready on Node ${process.version}`);
